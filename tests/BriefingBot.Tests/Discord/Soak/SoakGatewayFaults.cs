namespace BriefingBot.Tests.Discord;

/// <summary>Everything that goes wrong between the bot and Discord's gateway, by chance.</summary>
internal sealed class SoakGatewayFaults(FakeGateway gateway, SoakTraffic chance)
{
    private static readonly string[] Noise =
    [
        """{"op":0,"d":""", """{"op":4242,"d":{}}""", """{"op":1,"d":null}""", """{"op":11}""", "[]", "null", """{"op":10,"d":{"heartbeat_interval":1}}""",
        """{"op":0,"t":"INTERACTION_CREATE","d":null}""", """{"op":0,"t":"INTERACTION_CREATE","d":{"type":"x"}}""", """{"op":0,"t":"INTERACTION_CREATE","d":[1]}""",
        """{"op":0,"t":"FROM_THE_FUTURE","s":"three","d":{"a":[[]]}}""",
    ];

    /// <summary>Sends what a client has to pass over, or sends in another way what it has to take.</summary>
    public void Disturb()
    {
        gateway.MessagesPerPayload = chance.One([1, 1, 2, 5]);
        gateway.FrameSize = chance.One([int.MaxValue, 700, 100]);
        if (gateway.Connected is [var connection, ..])
        {
            connection.Send(chance.One(Noise));
        }

        gateway.Dispatch("FROM_THE_FUTURE", """{"id":["no","number"]}""");
    }

    /// <summary>Ends the connection in one of the ways that Discord and networks have. Gives back its name, or null where there is no connection.</summary>
    public async Task<string?> BreakAsync()
    {
        if (gateway.Connected is not [var connection, ..])
        {
            return null;
        }

        var kind = (int)chance.Between(0, 8);
        if (chance.Chance(0.3))
        {
            gateway.Refusals = (int)chance.Between(1, 3);
        }

        if (chance.Chance(0.2))
        {
            gateway.Answers.Enqueue(chance.One<Action<FakeGatewayConnection>>(
                [answering => answering.Send("""{"op":9,"d":true}"""), answering => answering.Drop(), answering => answering.Close(4000)]));
        }

        switch (kind)
        {
            case 0 or 1:
                connection.Drop();
                return "reset";
            case 2:
                connection.Mute();
                return "silence";
            case 3:
                connection.Send("""{"op":7,"d":null}""");
                return "op 7";
            case 4:
                connection.Send("""{"op":9,"d":true}""");
                return "op 9, true";
            case 5:
                await connection.InvalidateAsync(ended => ended.Send(FakeGatewayConnection.SessionIsOver));
                return "op 9, false";
            case 6:
                var code = chance.One([1000, 1001, 4000, 4001, 4002, 4005, 4008, 4321]);
                connection.Close(code);
                return $"code {code}";
            default:
                await connection.InvalidateAsync(ended => ended.Close(chance.One([4003, 4007, 4009])));
                return "a code that ends the session";
        }
    }
}
