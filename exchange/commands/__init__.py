"""Commands that belong together, one file a matter; `exchange/cli.py` names them all."""
