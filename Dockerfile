# One image for all services; the command says which: edge, embedding-worker, llm-worker, orchestrate.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -q -B -DskipTests -pl standalone -am package

FROM eclipse-temurin:25-jre
ARG RELEASE_ID=unreleased
ENV RELEASE_ID=${RELEASE_ID} \
    HOME=/tmp \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError -Dfile.encoding=UTF-8"
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin refit
COPY --from=build /source/standalone/target/refit/lib /opt/refit/lib
COPY LICENSE NOTICE /opt/refit/
COPY --chmod=0755 ops/container/healthy /opt/refit/healthy
USER 10001:10001
WORKDIR /tmp
ENTRYPOINT ["java", "--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", \
    "--sun-misc-unsafe-memory-access=allow", "-cp", "/opt/refit/lib/*", "ai.refit.standalone.Refit"]
CMD ["--help"]
