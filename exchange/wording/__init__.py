"""What papers say in each language: passages, dates and names. It sets nothing in type."""
