"""From the register to a plan and back: what is wanted, what the library is given, the job, and what pages show."""
