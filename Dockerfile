# Builds and runs the bot. The image holds the shipped briefings; mount your own folder over /app/briefings.
#
#   docker build -t briefingbot .
#   docker run --rm --read-only --tmpfs /tmp -v briefingbot-data:/app/data \
#     -p 127.0.0.1:5080:8080 -e WebChat__AllowedHosts=localhost briefingbot

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH=amd64
WORKDIR /build
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig appsettings.json ./
COPY src src
COPY briefings briefings
# The lock files are made for linux-x64; another processor's runtime is added to them here, with the same versions.
RUN RID="linux-$(echo "$TARGETARCH" | sed 's/amd64/x64/')" \
 && dotnet publish src/BriefingBot.Host --configuration Release --runtime "$RID" --no-self-contained \
      -p:RuntimeIdentifiers="$RID" -p:PublishReadyToRun=true -p:DebugType=none --output /publish \
 && mkdir /publish/data

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /publish ./
COPY --from=build --chown=$APP_UID /publish/data ./data
# The base image listens on port 8080 of all addresses. The diagnostics port would need a writable file system.
ENV DOTNET_EnableDiagnostics=0
USER $APP_UID
EXPOSE 8080
VOLUME /app/data
# The base image has neither curl nor wget; bash speaks enough HTTP to ask.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /readyz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["dotnet", "BriefingBot.Host.dll"]
