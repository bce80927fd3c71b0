"""What a plan costs, needs and changes: functions of a plan."""
