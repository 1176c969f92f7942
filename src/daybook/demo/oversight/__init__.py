"""What the invented force tells its overseers: invented lines, benefits, skills, contracts, pilots and risks."""

from daybook.demo.oversight.loading import load_oversight

__all__ = ["load_oversight"]
