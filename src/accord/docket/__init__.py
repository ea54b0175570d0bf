"""What a report says: who met, what was decided or threatened, with the words it rests on."""
