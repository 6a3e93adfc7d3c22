"""What comes from the web: one door, through which no address of the own network is reached."""
