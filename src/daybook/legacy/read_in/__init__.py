"""Reading in: what joined old systems hold comes here by itself, record by record, and goes on coming.

All of it first, then what changes, by the system's own order and with an overlap; at a slower pace everything again,
for what was deleted or changed without a trace. People are kept as source records; a record that Daybook itself told is
known again, and what was changed in it there is taken over where the switch says that the old system is master.
"""
