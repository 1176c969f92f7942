"""What a person does about who is one person: decide, take a decision back, detach a record."""
