package ai.refit.deploy.run;

import ai.refit.deploy.lifecycle.Cause;
import ai.refit.deploy.lifecycle.Plan;
import java.util.List;

/** What would be done for an order, or why nothing. Found out by looking only. */
public sealed interface Decision {

    /** @param steps in their order, for people; @param warnings what is worth knowing before */
    record Go(Plan plan, List<String> steps, List<String> warnings) implements Decision {

        public Go {
            steps = List.copyOf(steps);
            warnings = List.copyOf(warnings);
        }
    }

    /** @param missing whether there is nothing to go back to, rather than something in the way */
    record No(Cause cause, boolean missing) implements Decision {}
}
