"""Pure rules of after-sales service, without I/O: trees, prices, routes."""
