"""The book beyond one machine: every sealed entry published to a NATS JetStream stream, in order, each once."""
