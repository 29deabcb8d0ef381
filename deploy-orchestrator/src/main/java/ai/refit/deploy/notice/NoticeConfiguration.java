package ai.refit.deploy.notice;

import ai.refit.deploy.catalog.Catalog;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class NoticeConfiguration {

    /** To where the services file says by now: a URL is in no row. */
    @Bean
    NoticeSender noticeSender(NoticeStore notices, Catalog catalog, MeterRegistry meters) {
        Webhooks webhooks = (service, environment) -> catalog.find(service, environment)
                .flatMap(found -> Optional.ofNullable(found.notices().discord()));
        return new NoticeSender(notices, webhooks, meters);
    }
}
