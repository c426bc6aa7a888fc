// What any program with Kestrel costs: the same slim builder as the bot's, one endpoint, nothing else.
var app = WebApplication.CreateSlimBuilder(args).Build();
app.MapGet("/", (RequestDelegate)(context => context.Response.WriteAsync("empty", context.RequestAborted)));
await app.RunAsync();
