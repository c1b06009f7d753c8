"""Proof that nothing was altered: anchors over all heads, and a walk over every link.

What a chain alone cannot show, the anchors do: a case removed whole, or a history written anew
with hashes that fit. What no table can show is an alteration made after the last anchor by
somebody able to rewrite all of it: that is why each anchor's hash goes to the log as well.
"""

from exchange.auditing.anchors import set_anchor
from exchange.auditing.registers import Books, check_registers
from exchange.auditing.verdict import Fault, Verdict
from exchange.auditing.verifying import verify

__all__ = ["Books", "Fault", "Verdict", "check_registers", "set_anchor", "verify"]
