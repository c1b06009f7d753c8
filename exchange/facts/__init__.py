"""What each paper says, frozen from the rows when the decision is made."""
