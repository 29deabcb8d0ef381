package ai.refit.deploy.process;

/** A port of a service in an environment. */
public record Slot(String service, String environment, int port) {

    /** {@code service/environment/port}. */
    @Override
    public String toString() {
        return service + "/" + environment + "/" + port;
    }

    /** Without slashes, for process managers and file names. */
    public String title() {
        return service + "-" + environment + "-" + port;
    }
}
