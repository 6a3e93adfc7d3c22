"""Risky parsing in a process of its own, which may hang, crash or fill its memory without harm to this one."""
