"""What a register of systems holds: fields, words to choose from, capabilities. Plain: no Django, no tables."""
