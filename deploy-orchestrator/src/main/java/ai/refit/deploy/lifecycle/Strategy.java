package ai.refit.deploy.lifecycle;

/** How traffic comes to the new release. */
public enum Strategy {
    /** It starts beside the old one, proves itself, and is then given the traffic. */
    BLUE_GREEN,
    /** It takes the old one's port; requests wait meanwhile. */
    HOLD
}
