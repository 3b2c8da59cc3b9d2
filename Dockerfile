# An image that contains only the static program: `docker run --rm -v "$PWD:/site" feedwright check .`
# The release workflow puts the programs into target/image/amd64 and target/image/arm64.
FROM scratch
ARG TARGETARCH
COPY --chmod=755 target/image/${TARGETARCH}/feedwright /usr/bin/feedwright
WORKDIR /site
ENTRYPOINT ["/usr/bin/feedwright"]
