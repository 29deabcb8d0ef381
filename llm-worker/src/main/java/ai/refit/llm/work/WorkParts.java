package ai.refit.llm.work;

import ai.refit.contracts.vocabulary.Aliases;
import ai.refit.llm.offline.OfflineAnalyst;
import ai.refit.llm.posting.PostingAssembly;
import ai.refit.llm.posting.PostingText;
import ai.refit.llm.privacy.Masking;
import ai.refit.llm.report.Coverage;
import ai.refit.llm.report.ReportAssembly;
import ai.refit.llm.report.ReportMaterials;
import ai.refit.llm.report.Technologies;
import ai.refit.llm.resume.ResumeAssembly;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pure parts that work is made of. */
@Configuration
class WorkParts {

    private final Aliases aliases = Aliases.shipped();
    private final Clock clock = Clock.systemUTC();

    @Bean
    Masking masking() {
        return new Masking(aliases);
    }

    @Bean
    OfflineAnalyst offlineAnalyst() {
        return new OfflineAnalyst(aliases, clock);
    }

    @Bean
    ResumeAssembly resumeAssembly() {
        return new ResumeAssembly(clock);
    }

    @Bean
    PostingText postingText() {
        return new PostingText();
    }

    @Bean
    PostingAssembly postingAssembly() {
        return new PostingAssembly(aliases);
    }

    @Bean
    ReportMaterials reportMaterials() {
        return new ReportMaterials(new Coverage(new Technologies(aliases)));
    }

    @Bean
    ReportAssembly reportAssembly() {
        return new ReportAssembly(aliases, clock);
    }
}
