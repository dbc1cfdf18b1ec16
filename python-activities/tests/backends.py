"""What the tests of the sandbox are run in."""

from __future__ import annotations

# As bubblewrap, with a network: what a script may do to its machine is the same.
NETWORKED = "networked"
ISOLATED = ("bubblewrap", NETWORKED, "zygote")
BACKENDS = (*ISOLATED, "weak")
