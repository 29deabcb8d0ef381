package ai.refit.deploy.lifecycle;

/** A release on a port. */
public record Running(String release, int port) {}
