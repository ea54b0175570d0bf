"""What a coalition covers and what a member adds."""
