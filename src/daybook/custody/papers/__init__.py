"""What leaves the screen: the whole record, copies with their redactions, the sheet for paper, the escort record.

`redaction` says by rule what a copy withholds, `entries` makes printed entries of written ones, `layout` draws them;
each paper is one file. Nothing here asks who may print: the actions do.
"""
