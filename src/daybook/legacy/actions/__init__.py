"""What people do about deliveries: send again, take back, lock, settle an answer, pause and resume a system."""
