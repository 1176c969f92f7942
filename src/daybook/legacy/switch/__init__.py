"""Who is master, function by function: where each switch stands, what that means, and when it may be turned."""
