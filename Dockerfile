# Dari as one static program in an image that holds nothing else.

FROM node:20-bookworm-slim AS web
WORKDIR /src
COPY web/package.json web/package-lock.json web/
RUN npm --prefix web ci --no-audit --no-fund
COPY web/ web/
COPY internal/i18n/ internal/i18n/
RUN npm --prefix web run -s build

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=web /src/web/dist/ web/dist/
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -buildvcs=false -trimpath -tags nomsgpack -ldflags "-s -w -X main.version=$VERSION" -o /dari ./cmd/dari \
 && mkdir /files

FROM scratch
LABEL org.opencontainers.image.title="Dari" \
      org.opencontainers.image.description="Customer support and notices of an online shop, beside its own Postgres"
# Mail servers and gateways are spoken to by TLS; the zones of time are in the program.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
# The licence of the typeface that the pages carry.
COPY docs/licences/ /licences/
COPY --from=build /dari /dari
# Where files are kept unless DARI_STORAGE_URL says otherwise; a volume over it takes its owner.
COPY --from=build --chown=65532:65532 /files /var/lib/dari/files
USER 65532:65532
ENV DARI_LISTEN=0.0.0.0:8080
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 CMD ["/dari", "health"]
# A mail dialogue that is open is finished first: give the end 70 seconds (docker stop -t 70).
STOPSIGNAL SIGTERM
ENTRYPOINT ["/dari"]
CMD ["serve"]
