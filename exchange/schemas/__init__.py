"""Shapes: what an action asks of the person who takes it, and what the API shows."""
