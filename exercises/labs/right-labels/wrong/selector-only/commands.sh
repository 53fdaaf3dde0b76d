kubectl set selector service web app=web,version=v2
