"""Taking a file into the register: good rows become records and amendments, bad ones are listed with their remedies."""
