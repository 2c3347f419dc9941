"""Built pages → what readers and agents search: an index for the browser, one for the command line, one ranking for both."""
