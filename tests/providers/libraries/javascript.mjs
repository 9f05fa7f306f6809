// The official JavaScript libraries, each behind the same two questions: does it accept a request, and how does it sign?
import { createHmac, generateKeyPairSync, sign as signWith } from 'node:crypto'

import { sign as signAsGitHub, verify as verifyAsGitHub } from '@octokit/webhooks-methods'
import { Paddle } from '@paddle/paddle-node-sdk'
import '@shopify/shopify-api/adapters/node'
import { LogSeverity, shopifyApi } from '@shopify/shopify-api'
import { verifySlackRequest } from '@slack/bolt/dist/receivers/verify-request.js'
import sendgrid from '@sendgrid/eventwebhook'
import { verifyKey as verifyAsDiscord } from 'discord-interactions'
import { Signature as HubSpotSignature } from '@hubspot/api-client'
import { WebhooksHelper as SquareWebhooks } from 'square'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import Stripe from 'stripe'
import { Webhook as SvixWebhook } from 'svix'
import twilio from 'twilio'

const stripe = new Stripe('sk_test_none')
const paddle = new Paddle('none')

const discord = generateKeyPairSync('ed25519')
const discordSeed = discord.privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32).toString('hex')
const discordPublic = discord.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')

const mail = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const mailPrivate = mail.privateKey.export({ format: 'pem', type: 'pkcs8' })
const mailPublic = mail.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
const mailLibrary = new sendgrid.EventWebhook()
const mailKey = mailLibrary.convertPublicKeyToECDSA(mailPublic)

const hmac = (algorithm, key, text, encoding) => createHmac(algorithm, key).update(text).digest(encoding)
const header = (request, name) => Object.entries(request.headers).find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1]
const refusing = work => {
  try {
    return work()
  } catch {
    return false
  }
}

/** The fields of a form as a library that decoded it has them: a name that stands there twice is a list. */
const fieldsOf = body => {
  const fields = {}
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) {
    fields[name] = name in fields ? [fields[name], value].flat() : value
  }
  return fields
}

/**
 * provider: its slug. library: what is asked. secret, otherSecret: for both sides, unless signingSecret differs.
 * accepts(request, secret): whether the library takes it. sign(request, secret): the headers its library, or else its
 * manual, makes. A request is {url, method, headers, body (bytes), at (Unix seconds)}. hasTimestamp: whether age counts.
 */
export const libraries = [
  {
    provider: 'stripe',
    library: 'stripe',
    secret: 'whsec_Zt7Xh0mYwq4c9PlN2uVd8sKe5rJb1oGa',
    otherSecret: 'whsec_AnotherSecretOfTheSameLength0000',
    hasTimestamp: true,
    signsWithAll: true,
    accepts: (request, secret) => refusing(() =>
      stripe.webhooks.signature.verifyHeader(request.body, header(request, 'stripe-signature'), secret, 300)),
    sign: (request, secret) => ({
      'Stripe-Signature': stripe.webhooks.generateTestHeaderString({
        payload: request.body.toString('utf8'), secret, timestamp: request.at,
      }),
    }),
  },
  {
    provider: 'github',
    library: '@octokit/webhooks-methods',
    secret: "It's a Secret to Everybody",
    otherSecret: 'Another',
    accepts: async (request, secret) => {
      const signature = header(request, 'x-hub-signature-256')
      return Boolean(signature) && verifyAsGitHub(secret, request.body.toString('utf8'), signature)
    },
    sign: async (request, secret) => ({ 'X-Hub-Signature-256': await signAsGitHub(secret, request.body.toString('utf8')) }),
  },
  {
    provider: 'twilio',
    library: 'twilio',
    secret: '12345',
    otherSecret: '54321',
    url: 'https://mycompany.example/myapp.php?foo=1&bar=2',
    accepts: (request, secret) => refusing(() => {
      const signature = header(request, 'x-twilio-signature')
      if (header(request, 'content-type')?.includes('json')) {
        return twilio.validateRequestWithBody(secret, signature, request.url, request.body.toString('utf8'))
      }
      return twilio.validateRequest(secret, signature, request.url, fieldsOf(request.body))
    }),
    sign: (request, secret) => ({
      'X-Twilio-Signature': twilio.getExpectedTwilioSignature(
        secret, request.url, header(request, 'content-type')?.includes('json') ? {} : fieldsOf(request.body),
      ),
    }),
  },
  {
    provider: 'shopify',
    library: '@shopify/shopify-api',
    secret: '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',
    otherSecret: 'shpss_00000000000000000000000000000000',
    extraHeaders: {
      'X-Shopify-Topic': 'orders/create',
      'X-Shopify-Shop-Domain': 'example.myshopify.com',
      'X-Shopify-API-Version': '2026-01',
      'X-Shopify-Webhook-Id': 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
    },
    accepts: async (request, secret) => {
      const shopify = shopifyApi({
        apiKey: 'key', apiSecretKey: secret, apiVersion: '2026-01', hostName: 'localhost', isEmbeddedApp: false,
        logger: { level: LogSeverity.Error, log: () => {} },
      })
      const rawRequest = { method: 'POST', url: '/', headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value])) }
      const answer = await shopify.webhooks.validate({ rawBody: request.body.toString('utf8'), rawRequest, rawResponse: {} })
      return answer.valid
    },
    sign: (request, secret) => ({ 'X-Shopify-Hmac-Sha256': hmac('sha256', secret, request.body, 'base64') }),
  },
  {
    provider: 'slack',
    library: '@slack/bolt',
    secret: '8f742231b10e8888abcd99yyyzzz85a5',
    otherSecret: '00000000000000000000000000000000',
    hasTimestamp: true,
    accepts: (request, secret) => refusing(() => {
      verifySlackRequest({
        signingSecret: secret,
        body: request.body.toString('utf8'),
        headers: {
          'x-slack-signature': header(request, 'x-slack-signature'),
          'x-slack-request-timestamp': Number(header(request, 'x-slack-request-timestamp')),
        },
        nowMilliseconds: request.now * 1000,
      })
      return true
    }),
    sign: (request, secret) => ({
      'X-Slack-Request-Timestamp': String(request.at),
      'X-Slack-Signature': `v0=${hmac('sha256', secret, Buffer.concat([Buffer.from(`v0:${request.at}:`), request.body]), 'hex')}`,
    }),
  },
  ...[['standard-webhooks', 'standardwebhooks', StandardWebhook, 'webhook'], ['svix', 'svix', SvixWebhook, 'svix']].map(
    ([provider, library, Webhook, prefix]) => ({
      provider,
      library,
      secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      otherSecret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
      hasTimestamp: true,
      signsWithAll: true,
      accepts: (request, secret) => refusing(() => {
        // The libraries parse the payload once the signature is right; that it is no JSON is not their refusal.
        try {
          new Webhook(secret).verify(request.body.toString('utf8'), request.headers)
        } catch (error) {
          return error instanceof SyntaxError
        }
        return true
      }),
      sign: (request, secret) => ({
        [`${prefix}-id`]: 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W',
        [`${prefix}-timestamp`]: String(request.at),
        [`${prefix}-signature`]: new Webhook(secret).sign(
          'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W', new Date(request.at * 1000), request.body.toString('utf8'),
        ),
      }),
    }),
  ),
  {
    provider: 'discord',
    library: 'discord-interactions',
    secret: discordPublic,
    signingSecret: discordSeed,
    otherSecret: generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
    accepts: (request, secret) =>
      verifyAsDiscord(request.body, header(request, 'x-signature-ed25519') ?? '', header(request, 'x-signature-timestamp') ?? '', secret),
    sign: request => ({
      'X-Signature-Timestamp': String(request.at),
      'X-Signature-Ed25519': signWith(null, Buffer.concat([Buffer.from(String(request.at)), request.body]), discord.privateKey).toString('hex'),
    }),
  },
  {
    provider: 'sendgrid',
    library: '@sendgrid/eventwebhook',
    secret: mailPublic,
    signingSecret: mailPrivate,
    otherSecret: generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    accepts: (request, secret) => refusing(() => {
      const key = secret === mailPublic ? mailKey : mailLibrary.convertPublicKeyToECDSA(secret)
      return mailLibrary.verifySignature(
        key, request.body, header(request, 'x-twilio-email-event-webhook-signature'),
        header(request, 'x-twilio-email-event-webhook-timestamp'),
      )
    }),
    sign: request => ({
      'X-Twilio-Email-Event-Webhook-Timestamp': String(request.at),
      'X-Twilio-Email-Event-Webhook-Signature': signWith('sha256', Buffer.concat([Buffer.from(String(request.at)), request.body]), mail.privateKey).toString('base64'),
    }),
  },
  {
    provider: 'paddle',
    library: '@paddle/paddle-node-sdk',
    secret: 'pdl_ntfset_01h_VALID_SECRET',
    otherSecret: 'pdl_ntfset_01h_OTHER_SECRET',
    hasTimestamp: true,
    // The library keeps only the last of several signatures, though Paddle's manual says there may be several.
    accepts: async (request, secret) => {
      try {
        return await paddle.webhooks.isSignatureValid(request.body.toString('utf8'), secret, header(request, 'paddle-signature'))
      } catch {
        return false
      }
    },
    sign: (request, secret) => ({
      'Paddle-Signature': `ts=${request.at};h1=${hmac('sha256', secret, Buffer.concat([Buffer.from(`${request.at}:`), request.body]), 'hex')}`,
    }),
  },
  {
    provider: 'square',
    library: 'square',
    secret: 'Ibxx_5AKakO-3qeNVR61Dw',
    otherSecret: '0000000000000000000000',
    url: 'https://shop.example/hooks/square',
    accepts: async (request, secret) => {
      const signatureHeader = header(request, 'x-square-hmacsha256-signature')
      if (!signatureHeader) return false
      return SquareWebhooks.verifySignature({
        requestBody: request.body.toString('utf8'), signatureHeader, signatureKey: secret, notificationUrl: request.url,
      })
    },
    sign: (request, secret) => ({
      'x-square-hmacsha256-signature': hmac('sha256', secret, Buffer.concat([Buffer.from(request.url), request.body]), 'base64'),
    }),
  },
  ...['v1', 'v2', 'v3'].map(version => ({
    provider: `hubspot-${version}`,
    library: '@hubspot/api-client',
    secret: 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy',
    otherSecret: 'zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz',
    ...(version === 'v1' ? {} : { url: 'https://www.example.com/webhook_uri?a=1' }),
    hasTimestamp: version === 'v3',
    accepts: (request, secret) => refusing(() => HubSpotSignature.isValid({
      signature: header(request, version === 'v3' ? 'x-hubspot-signature-v3' : 'x-hubspot-signature'),
      clientSecret: secret,
      requestBody: request.body.toString('utf8'),
      signatureVersion: version,
      url: request.url,
      method: request.method,
      timestamp: Number(header(request, 'x-hubspot-request-timestamp')),
    })),
    sign: (request, secret) => ({
      ...(version === 'v3' ? { 'X-HubSpot-Request-Timestamp': String(request.at * 1000) } : {}),
      [version === 'v3' ? 'X-HubSpot-Signature-v3' : 'X-HubSpot-Signature']: HubSpotSignature.getSignature(
        request.method, version,
        { clientSecret: secret, requestBody: request.body.toString('utf8'), url: request.url, timestamp: request.at * 1000 },
      ),
    }),
  })),
]
