"""The tables as they came to be, step by step, up and down."""
