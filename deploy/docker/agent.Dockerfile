# The agent alone, for what mounts or copies it: Kubernetes, ECS, other images.
#
#   docker build -f deploy/docker/agent.Dockerfile -t registry.example.com/ske-agent:0.1.0 agent/dist/target
FROM busybox:1.37
ARG VERSION=0.1.0
COPY ske-agent.jar /opt/ske/ske-agent.jar
# The native library beside the jar: where the root is read-only there is no other place to load it from.
RUN machine=$(uname -m) && mkdir /opt/ske/ske-cache && \
    unzip -p /opt/ske/ske-agent.jar inst/native/linux-$machine/libske.so >/opt/ske/ske-cache/libske-$VERSION-linux-$machine.so
USER 65532:65532
