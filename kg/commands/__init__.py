"""The commands of ``kg``, one file each, loaded only when they are called."""
