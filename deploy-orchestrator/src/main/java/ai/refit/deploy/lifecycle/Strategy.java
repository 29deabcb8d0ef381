package ai.refit.deploy.lifecycle;

/** How traffic comes to the new release. */
public enum Strategy {
    /** It starts on a port of its own, proves itself, and is then given the traffic. */
    BLUE_GREEN,
    /** It takes the port of what serves; requests wait meanwhile. */
    HOLD
}
