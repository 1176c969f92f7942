"""The end of a system, worked and proved: checklist, signatures, proofs, stop rules, and what stands in the way."""
