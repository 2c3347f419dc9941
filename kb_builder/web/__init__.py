"""What is asked of other hosts: nothing unless a command says so."""
