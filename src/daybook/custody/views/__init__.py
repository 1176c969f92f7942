"""Pages of custody: booking in, the record with its entries, and writing them."""
