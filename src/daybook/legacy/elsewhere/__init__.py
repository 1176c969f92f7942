"""Deliveries from another host: parcels out over NATS to whoever stands beside the old system, answers back."""
