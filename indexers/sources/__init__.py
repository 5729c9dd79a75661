"""One module per source: raw records in, Listing or Rejected out."""
