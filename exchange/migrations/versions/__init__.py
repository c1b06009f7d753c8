"""One file a step; each says which step comes before it."""
