"""Twelve tests of the bot of docs/other-languages.md. They run with plain `python3 -m unittest`, and with pytest."""

import datetime
import json
import unittest
from concurrent.futures import ThreadPoolExecutor

from bot import Bot
from wazzup_emulator import Emulator, Problem

HOUR = 60 * 60 * 1000


class Story(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.emulator = Emulator()

    @classmethod
    def tearDownClass(cls):
        cls.emulator.stop()

    def setUp(self):
        self.emulator.do("reset")
        self.bot = Bot(self.emulator.url, self.emulator.api_key)
        self.emulator.do("subscription.set", webhooksUri=self.bot.address)
        channel = self.emulator.channel("whatsapp")
        self.chat = {"channelId": channel, "chatType": "whatsapp", "chatId": "79011112233"}

    def tearDown(self):
        self.emulator.do("reset")
        self.bot.stop()

    def texts(self):
        return [entry.get("text") for entry in self.emulator.get("ledger")]

    def test_story(self):
        written = self.emulator.do("simulate.customer.send", text="Is it ready?")
        self.emulator.do("settled")
        [entry] = self.emulator.get("ledger")
        self.assertEqual(entry["text"], "You wrote: Is it ready?")
        self.assertEqual((entry["chatId"], entry["crmMessageId"]), (written["chatId"], f"reply-{written['messageId']}"))
        self.emulator.do("simulate.customer.read", chatId=written["chatId"])
        self.emulator.do("settled")
        self.assertEqual(self.bot.posts[-1]["statuses"][0]["status"], "read")

    def test_repeat(self):
        send = {"crmMessageId": "order-1", "text": "Ready", **self.chat}
        self.assertEqual(self.bot.call("POST", "/v3/message", send)[0], 201)
        status, body = self.bot.call("POST", "/v3/message", send)
        self.assertEqual((status, json.loads(body)["error"]), (400, "REPEATED_CRM_MESSAGE_ID"))
        self.emulator.do("clock.advance", ms=61_000)
        self.assertEqual(self.bot.call("POST", "/v3/message", send)[0], 201)
        self.assertEqual(self.texts(), ["Ready", "Ready"])

    def test_lost_response(self):
        self.emulator.do("faults.calls.next", kind="response lost", route="messages.send")
        self.assertIsNone(self.bot.send("order-2", text="Once", **self.chat))
        self.assertEqual(self.texts(), ["Once"])
        lost, repeated = self.emulator.get("requests")
        self.assertEqual((lost["status"], lost["effect"], repeated["effect"]), (None, "accepted", "rejected"))
        self.assertEqual(lost["messageId"], self.emulator.get("ledger")[0]["messageId"])

    def test_errors_inside_wazzup_prove_nothing(self):
        for code in ("UNKNOWN_ERROR", "UNKNOWN_ERROR_WITH_TRACE_ID", "MESSAGES_CAN_NOT_ADD", "GENERAL_ERROR"):
            self.emulator.do("faults.calls.respondWith", code=code, effect="accepted")
            self.assertIsNone(self.bot.send(code, text=code, **self.chat))
            self.assertEqual(self.texts()[-1], code)
            self.emulator.do("faults.calls.respondWith", code=code)
            self.emulator.do("faults.calls.respondWith", code="CHANNEL_BLOCKED", times=2)
            with self.assertRaises(TimeoutError):
                self.bot.send(f"{code}-2", text=code, **self.chat)
        self.emulator.do("faults.calls.respondWith", code="CHANNEL_BLOCKED")
        self.assertEqual(self.bot.send("order-9", text="Hi", **self.chat), "CHANNEL_BLOCKED")
        for shape, code in (("full", "FORBIDDEN"), ("empty", "403")):
            self.emulator.do("faults.calls.respondWith", code="FORBIDDEN", shape=shape)
            self.assertEqual(self.bot.send("order-9", text="Hi", **self.chat), code)

    def test_replies_only_to_new_texts_in_private_chats(self):
        self.emulator.do("simulate.customer.send", type="missing_call")
        self.emulator.do("simulate.customer.send", type="image")
        for group, transport in (("whatsgroup", "whatsapp"), ("telegroup", "tgapi"), ("maxgroup", "max")):
            channel = self.emulator.channel(transport)
            self.emulator.do("simulate.customer.send", chatType=group, chatId="group-1", channelId=channel)
        written = self.emulator.do("simulate.customer.send", text="One")
        self.emulator.do("simulate.customer.edit", messageId=written["messageId"], text="Two")
        self.emulator.do("simulate.customer.delete", messageId=written["messageId"])
        comment = {**written, "messageId": "comment-1", "instPost": {"id": "post-1"}}
        for body in ({"messages": [comment]}, {"messages": [{**written, "messageId": "edit-1", "isEdited": True}]}):
            self.emulator.do("deliver", body=body)
        self.emulator.do("settled")
        self.assertEqual(self.texts(), ["You wrote: One"])
        self.assertEqual({delivery["response"]["status"] for delivery in self.emulator.get("deliveries")}, {200})

    def test_too_many_requests(self):
        number = self.emulator.do("faults.calls.next", kind="too many requests", times=2)["number"]
        self.assertIsNone(self.bot.send("order-3", text="Slowly", **self.chat))
        self.assertEqual([request["status"] for request in self.emulator.get("requests")], [429, 429, 201])
        self.assertEqual((number, self.texts()), (1, ["Slowly"]))

    def test_window(self):
        self.emulator.do("settings.set", closedWindows="reject")
        wapi = self.emulator.channel("wapi")
        chat_id = self.emulator.do("simulate.customer.send", channelId=wapi)["chatId"]
        self.emulator.do("settled")
        chat = {"channelId": wapi, "chatType": "whatsapp", "chatId": chat_id}
        self.emulator.do("clock.advance", ms=23 * HOUR)
        self.assertIsNone(self.bot.send("in-time", text="Ready", **chat))
        self.emulator.do("clock.advance", ms=2 * HOUR)
        self.assertEqual(self.bot.send("too-late", text="Ready", **chat), "24_HOURS_EXCEEDED")
        templates = self.emulator.get("state")["templates"]
        template_id = next(each["templateGuid"] for each in templates if each["status"] == "APPROVED")
        values = ["17", "Clara"]
        self.assertIsNone(self.bot.send("template", templateId=template_id, templateValues=values, **chat))
        self.assertEqual(self.emulator.get("ledger")[-1]["templateValues"], values)

    def test_create_contact(self):
        asked = self.emulator.do("simulate.contact.askFor", chatType="whatsapp", chatId="79011112233", name="Eve")
        self.assertEqual((asked["outcome"], asked["entity"]["name"]), ("created", "Eve"))
        self.assertEqual(self.emulator.get("deliveries")[-1]["kinds"], ["createContact"])

    def test_late_and_repeated_deliveries(self):
        self.emulator.do("faults.deliveries.next", kind="repeated", about="messages")
        self.emulator.do("faults.deliveries.next", kind="late", about="messages", ms=5_000, after=1)
        self.emulator.do("simulate.customer.send", text="One")
        self.emulator.do("settled")
        self.assertEqual([len(self.bot.posts) >= 2, self.texts()], [True, ["You wrote: One"]])
        self.emulator.do("faults.deliveries.clear")
        self.emulator.do("faults.deliveries.next", kind="late", about="messages", ms=5_000)
        self.emulator.do("simulate.customer.send", text="Two")
        self.emulator.do("settled")
        self.assertEqual(self.texts(), ["You wrote: One"])
        self.emulator.do("clock.advance", ms=5_000)
        self.emulator.do("settled")
        self.assertEqual(self.texts(), ["You wrote: One", "You wrote: Two"])

    def test_fault_from_noon_to_one(self):
        now = self.emulator.get("state")["now"]
        day = datetime.datetime.fromtimestamp(now / 1000, datetime.timezone.utc) + datetime.timedelta(days=1)
        noon = int(day.replace(hour=12, minute=0, second=0, microsecond=0).timestamp() * 1000)
        self.emulator.do("faults.calls.next", kind="server error", times="all", **{"from": noon, "until": noon + HOUR})
        post = {"text": "Hello", **self.chat}
        before = self.bot.call("POST", "/v3/message", post)[0]
        self.emulator.do("clock.advance", ms=noon - now)
        during = [self.bot.call("POST", "/v3/message", post)[0] for _ in range(2)]
        self.emulator.do("clock.advance", ms=HOUR)
        after = self.bot.call("POST", "/v3/message", post)[0]
        self.assertEqual((before, during, after), (201, [500, 500], 201))

    def test_reset_keeps_the_bot_subscribed(self):
        self.emulator.do("reset", ids="again", keepSubscription=True)
        first = self.emulator.do("simulate.customer.send", text="Hello")["messageId"]
        self.emulator.do("settled")
        self.assertEqual(self.texts(), ["You wrote: Hello"])
        self.emulator.do("reset", ids="again", keepSubscription=True)
        self.assertEqual((self.texts(), self.emulator.get("requests"), self.emulator.get("deliveries")), ([], [], []))
        self.assertEqual(self.emulator.do("simulate.customer.send", text="Hello")["messageId"], first)
        with self.assertRaises(Problem):
            self.emulator.do("simulate.message.markRead", messageId="none")

    def test_two_workers_at_once(self):
        def work(number):
            emulator = Emulator()
            bot = Bot(emulator.url, emulator.api_key)
            try:
                emulator.do("subscription.set", webhooksUri=bot.address)
                for count in range(5):
                    emulator.do("simulate.customer.send", text=f"{number}.{count}")
                emulator.do("settled")
                return emulator.url, [entry["text"] for entry in emulator.get("ledger")]
            finally:
                emulator.stop()
                bot.stop()

        with ThreadPoolExecutor() as pool:
            (one, texts), (two, others) = pool.map(work, [1, 2])
        self.assertNotEqual(one, two)
        self.assertEqual(texts, [f"You wrote: 1.{count}" for count in range(5)])
        self.assertEqual(others, [f"You wrote: 2.{count}" for count in range(5)])


if __name__ == "__main__":
    unittest.main()
