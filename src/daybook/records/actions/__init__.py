"""What users and systems do to records, one file each: permission, transaction, rows and entry."""
