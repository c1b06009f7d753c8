"""Ratios of two things measured in one run; nothing here ever fails a build."""
