"""What a user does here, one file each: used alike by page, API and command."""
