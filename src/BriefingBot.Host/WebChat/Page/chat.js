import { ask, complete, meaning, NoAnswer } from './api.js';
import { Channel } from './channel.js';
import { followCitations } from './citations.js';
import { Composer } from './composer.js';
import { watchForms } from './forms.js';
import * as message from './messages.js';
import { Scrolling } from './scrolling.js';

const list = document.getElementById('messages');
const announcer = document.getElementById('announcer');
const connection = document.getElementById('connection');
const scrolling = new Scrolling(document.getElementById('jump'));
const composer = new Composer(document.getElementById('composer'), command => run(command));

const channel = new Channel(
  ({ id, html, isOld }) => {
    const wasAtEnd = scrolling.isAtEnd;
    const article = message.reply(html, { audience: 'channel', outcome: 'done', postedAt: new Date(Number(id)) });
    article.dataset.post = id;
    add(article);
    if (isOld) {
      return;
    }

    announce(`New post. ${message.summary(article)}`);
    if (wasAtEnd) {
      scrolling.show(article);
    } else {
      scrolling.offer(article, 'New post in the channel ↓');
    }
  },
  isConnected => {
    connection.textContent = isConnected ? '' : 'The channel is out of reach. Trying again …';
  });

/** Runs a command. What was pressed gives its button, and the focus then goes to the answer; who types stays in the line. */
async function run(command, button = null, form = null) {
  composer.remember(command);
  const echo = message.typed(command);
  add(echo);
  await answer({ command, echo, button, movesFocus: button !== null, place: null, form });
}

async function answer(request) {
  const { command, echo, button, movesFocus, form } = request;
  const pending = message.waiting();
  if (request.place) {
    request.place.replaceWith(pending);
    pending.focus();
  } else {
    add(pending);
  }

  if (!movesFocus) {
    scrolling.show(echo);
  }

  button?.setAttribute('aria-busy', 'true');
  let shown;
  try {
    shown = await channel.holdDuring(async () => received(await ask(command, form), request, pending));
  } catch (failure) {
    if (!(failure instanceof NoAnswer)) {
      throw failure;
    }

    shown = message.noAnswer(failure.message, () => {
      composer.withdraw(command);
      answer({ ...request, movesFocus: true, place: shown });
    });
    if (!button) {
      composer.restore(command);
    }
  } finally {
    button?.removeAttribute('aria-busy');
  }

  if (shown) {
    settle(pending, shown, echo, movesFocus);
  }
}

// The article that answers, or null where one that is shown already became the answer.
function received(reply, { button, echo, form }, pending) {
  if (form && reply.outcome === 'done') {
    form.settle();
  }

  const postedAt = reply.post ? new Date(Number(reply.post)) : undefined;
  if (reply.post) {
    channel.note(reply.post);
  }

  const source = button?.closest('article');
  if (reply.post && source && !source.dataset.post && message.saysTheSame(source, reply.html)) {
    // Posting the card that one reads: it is the post from now on, and nobody wants to see it twice.
    source.dataset.post = reply.post;
    message.becomePost(source, postedAt);
    pending.remove();
    echo.remove();
    announce(message.summary(source));
    return null;
  }

  const article = message.reply(reply.html, { ...reply, postedAt });
  if (reply.post) {
    article.dataset.post = reply.post;
  }

  return article;
}

function settle(pending, shown, echo, movesFocus) {
  const follows = movesFocus || Scrolling.isVisible(pending);
  pending.replaceWith(shown);
  if (movesFocus) {
    message.focusOn(shown);
  } else {
    announce(message.summary(shown));
  }

  if (follows) {
    scrolling.show(echo);
  } else {
    scrolling.offer(shown, 'Your answer is here ↓');
  }
}

function add(article) {
  list.append(article);
  message.trim(list);
}

function announce(sentence) {
  // The same sentence twice is announced twice only when the text changes in between.
  announcer.textContent = '';
  requestAnimationFrame(() => {
    announcer.textContent = sentence;
  });
}

function press(event) {
  const button = event.target.closest('button');
  if (!button || button.ariaBusy === 'true') {
    return;
  }

  if (button.type === 'submit') {
    // The form says what is sent, once its fields are filled in.
    return;
  }

  const menu = 'show' in button.dataset ? button.parentElement.querySelector('select') : null;
  const command = menu ? menu.value : button.dataset.command;
  if (menu && command === '') {
    menu.focus();
  } else if (button.dataset.fill ?? /\b(WORDS|TOPICS?|SECTION|TIME)\b/.test(command)) {
    composer.fill(button.dataset.fill ?? command);
  } else if (command) {
    run(command, button);
  }
}

async function greet() {
  const { suggestions } = await complete('/brief ');
  document.getElementById('topics').append(...suggestions.map(topic => {
    const button = document.createElement('button');
    const name = document.createElement('span');
    const command = document.createElement('code');
    button.type = 'button';
    button.className = 'topic';
    button.dataset.command = command.textContent = `/brief ${topic.value}`;
    name.textContent = meaning(topic);
    button.append(name, ' ', command);
    return button;
  }));
}

document.querySelector('main').addEventListener('click', press);
followCitations(list);
watchForms(list, run);
greet().catch(() => {
  // The hints that are on the page already are enough; sending says what is wrong.
});
if (matchMedia('(pointer: fine)').matches) {
  document.getElementById('command').focus();
}
