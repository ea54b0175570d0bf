"""Best responses, Nash, bargaining."""
