"""Personal data apart from the case: sealed at rest, every reading noted, gone on its day."""
