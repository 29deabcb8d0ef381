package ai.refit.standalone.check;

import java.util.List;
import java.util.Map;

/**
 * What came of a check.
 *
 * @param skipped what could not be looked at, and why
 * @param looked how many of what were looked at
 */
public record Verdict(List<Finding> findings, List<String> skipped, Map<String, Long> looked) {}
