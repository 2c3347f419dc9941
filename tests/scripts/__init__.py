"""The theme's scripts, module by module, in a real browser."""
