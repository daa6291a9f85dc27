import asyncio, os, subprocess, sys, json
from uuid import uuid4
import httpx2, nats
from eigenwijs_shared.testing import bearer
from eigenwijs_shared.events.envelope import encode, subject_of
from eigenwijs_shared.contracts.profile import BoardCreated, LearnerChanged

async def test_real(settings, keys, nats_server, tmp_path, make_case, make_activity, make_card):
    board, learner = uuid4(), uuid4()
    env={**os.environ,"EW_DATABASE_URL":settings.database_url,"EW_NATS_URL":nats_server.url,"EW_NATS_USER":"choices","EW_NATS_PASSWORD":nats_server.passwords["choices"],"EW_JWKS_FILE":str(keys.jwks_file),"EW_HEARTBEAT_FILE":str(tmp_path/"hb"),"EW_LOG_LEVEL":"INFO"}
    api=subprocess.Popen([sys.executable,"-m","uvicorn","choices_service.app:create_app","--factory","--port","8482"],env=env)
    worker=subprocess.Popen([sys.executable,"-m","choices_service.worker"],env=env)
    clients={u: await nats.connect(nats_server.url,user=u,password=nats_server.passwords[u]) for u in ("profile","recommend","admin")}
    for u in ("profile","recommend"):
        await clients[u].jetstream().add_stream(name=f"EW_{u.upper()}",subjects=[f"ew.*.*.{u}.>",f"replay.*.*.*.{u}.>"])
    async def publish(u,e):
        _,body=encode(e,board_id=board); await clients[u].jetstream().publish(subject_of(e,board_id=board),body.encode())
    try:
        async with httpx2.AsyncClient(base_url="http://127.0.0.1:8482", timeout=20) as c:
            for _ in range(100):
                try:
                    r=await c.get("/health/ready")
                    if r.status_code==200 and r.json()["nats"]: break
                except Exception: pass
                await asyncio.sleep(.2)
            print(r.text)
            H=bearer(keys.token("board-admin",board))
            await publish("profile",BoardCreated(board_id=board))
            await publish("profile",LearnerChanged(learner_id=learner,version=1,active=True,grades=["groep-5"],school_ids=[],group_ids=[]))
            p=make_case("A"); r=await c.post("/v1/frameworks/imports",json=p,headers=H); print(r.status_code,r.text, r.headers)
            g=p["CFPackage"]["CFItems"][0]["identifier"]
            acts=[(await c.post("/v1/activities",json=make_activity(g,form=f),headers=H)).json() for f in ("game","reading")]
            await asyncio.sleep(2)
            card=make_card(learner,*acts)
            L=bearer(keys.token("learner",board,learner))
            t=asyncio.create_task(c.post(f"/v1/learners/{learner}/choices",json={"cardId":str(card.card_id),"surprise":True},headers=L))
            await asyncio.sleep(.3); await publish("recommend",card)
            r=await t; print(r.status_code,r.text)
            await asyncio.sleep(2)
            js=clients["admin"].jetstream()
            sub=await js.subscribe(f"ew.{board}.>",stream="EW_CHOICES",ordered_consumer=True)
            for _ in range(4):
                m=await sub.next_msg(timeout=3); print(m.subject, m.data[:300])
            doc=(await c.get("/openapi.json")).json()
            print(list(doc["paths"])); print(json.dumps(doc["paths"]["/v1/learners/{learner_id}/choices"]["post"])[:1500])
            print(json.dumps(doc["paths"]["/v1/frameworks/imports"]["post"])[-900:])
    finally:
        api.terminate(); worker.terminate(); api.wait(); worker.wait()
        for x in clients.values(): await x.close()
