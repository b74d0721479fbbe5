import type { MailWords } from "./words.ts";

const licenseLines = ["Licença terminada em {last4}.", "Loja: {store}", "O outro revendedor: {partner}"];

export const pt: MailWords = {
  direction: "ltr",
  greeting: { named: "Olá, {name},", unnamed: "Olá," },
  footer: [
    "Esta mensagem foi enviada automaticamente. As respostas a ela não são lidas e não viram um pedido.",
    "Para falar conosco, abra {where}",
  ],
  roles: { operator: "operador", engineer: "técnico", reseller: "revendedor", holder: "titular da licença" },
  access: { ftp: "FTP", admin: "administração da loja" },
  because: {
    "no-answer": "O revendedor não respondeu a tempo.",
    unwilling: "O revendedor não quer dar suporte a esta loja.",
  },
  kinds: {
    "person-invited": {
      subject: "O seu convite",
      lines: [
        "Foi convidado a entrar como: {role}.",
        "Vai agir por {account}.",
        "O link funciona uma vez, até {expiresAt}. Não o passe a ninguém. Se não o esperava, não faça nada.",
      ],
      button: "Aceitar o convite",
    },
    "signed-in-anew": {
      subject: "Nova entrada na sua conta",
      lines: [
        "Alguém entrou na sua conta: {at}, com {device}.",
        "Se não foi você, termine essa sessão e mude já a sua senha.",
      ],
      button: "Ver as sessões",
    },
    reply: {
      subject: "{ticket}: há uma resposta a “{subject}”",
      lines: ["O seu pedido {ticket}, “{subject}”, foi respondido. Lá pode ler a resposta e escrever de volta."],
      button: "Ler a resposta",
    },
    "estimate-to-confirm": {
      subject: "{ticket}: confirme a estimativa de “{subject}”",
      lines: [
        "O seu pedido {ticket}, “{subject}”, foi avaliado. Créditos necessários: {credits}.",
        "O trabalho continua quando concordar. Nada é cobrado antes. A estimativa vale até {expiresAt}.",
      ],
      button: "Ver a estimativa",
    },
    resolved: {
      subject: "{ticket}: “{subject}” está resolvido",
      lines: [
        "O seu pedido {ticket}, “{subject}”, foi marcado como resolvido.",
        "Se algo ainda não estiver bem, abra o pedido e diga-o lá.",
      ],
      button: "Abrir o pedido",
    },
    "access-asked": {
      subject: "{ticket}: é preciso acesso à sua loja para “{subject}”",
      lines: [
        "Para tratar do seu pedido {ticket}, “{subject}”, precisamos de acesso à sua loja: {access}.",
        "Abra o pedido no painel da sua loja e entregue-o lá. Nunca envie uma palavra-passe por e-mail.",
      ],
      button: "Abrir o pedido",
    },
    "access-take-back": {
      subject: "{ticket}: retire o acesso à sua loja",
      lines: [
        "Já não precisamos do acesso que nos deu para {ticket}, “{subject}”: {access}.",
        "Desative-o ou mude a palavra-passe agora e depois diga-o no painel da sua loja. Tentamos mais uma vez e dizemos-lhe se ainda funciona.",
        "A nossa cópia foi destruída em {at}. Não está confirmado que o acesso esteja desativado.",
      ],
      button: "Abrir o pedido",
    },
    "access-not-confirmed": {
      subject: "{ticket}: o fim do acesso à sua loja não está confirmado",
      lines: [
        "Há uma semana pedimos-lhe que retirasse o acesso que nos deu para {ticket}, “{subject}”: {access}.",
        "A nossa cópia está destruída. Não está confirmado que o acesso esteja desativado: verifique, por favor.",
      ],
      button: "Abrir o pedido",
    },
    "access-revealed": {
      subject: "{ticket}: um técnico abriu o acesso à sua loja",
      lines: [
        "Para tratar de {ticket}, “{subject}”, um técnico viu um acesso que nos entregou ({access}) em {at}.",
        "Quem foi e porquê está no registo de acessos no painel da sua loja. Lá pode retirar o acesso a qualquer momento.",
      ],
      button: "Abrir o pedido",
    },
    "transfer-asked": {
      subject: "Licença …{last4}: foi pedida uma transferência",
      lines: [
        "Foi pedida a transferência de uma licença para outro revendedor.",
        ...licenseLines,
        "Ambos têm de concordar.",
      ],
      button: "Ver a transferência",
    },
    "transfer-agreed": {
      subject: "Licença …{last4}: um dos lados concordou com a transferência",
      lines: ["Um dos dois revendedores concordou com a transferência de uma licença.", ...licenseLines],
      button: "Ver a transferência",
    },
    "transfer-declined": {
      subject: "Licença …{last4}: a transferência foi recusada",
      lines: ["A transferência de uma licença foi recusada. Ela fica onde está.", ...licenseLines],
      button: "Ver a licença",
    },
    "transfer-cancelled": {
      subject: "Licença …{last4}: a transferência foi cancelada",
      lines: ["A transferência de uma licença foi cancelada. Ela fica onde está.", ...licenseLines],
      button: "Ver a licença",
    },
    "transfer-done": {
      subject: "Licença …{last4}: a transferência está feita",
      lines: ["Uma licença passou para o seu novo revendedor, com os seus pedidos.", ...licenseLines],
      button: "Ver as suas licenças",
    },
    "orphan-reported": {
      subject: "Licença …{last4}: uma loja não consegue contatar o revendedor",
      lines: [
        "O dono de uma loja informa que não consegue contatar o revendedor.",
        "Licença terminada em {last4}.",
        "Loja: {store}",
        "Revendedor: {reseller}",
        "O prazo conta a partir da sua primeira tentativa de contato, assim que a registrar.",
      ],
      button: "Abrir a licença",
    },
    "contact-attempt": {
      subject: "Licença …{last4}: responda ao seu cliente",
      lines: [
        "Um cliente seu diz que não consegue contatá-lo.",
        "Licença terminada em {last4}.",
        "Loja: {store}",
        "Responda até {answerBy}. Sem resposta, a licença deixa de pertencer à sua conta.",
      ],
      button: "Responder agora",
    },
    orphaned: {
      subject: "Licença …{last4} ficou órfã",
      lines: ["Licença terminada em {last4}.", "Loja: {store}", "Revendedor: {reseller}", "{because}"],
      button: "Abrir a licença",
    },
    "adoption-asked": {
      subject: "Licença …{last4}: um revendedor quer ficar com ela",
      lines: [
        "Um revendedor pede por escrito para ficar com uma licença órfã.",
        "Licença terminada em {last4}.",
        "Loja: {store}",
        "Revendedor: {reseller}",
        "Ela muda quando o dono da loja indicar o mesmo revendedor.",
      ],
      button: "Abrir a licença",
    },
    "adoption-wished": {
      subject: "Licença …{last4}: o dono indica uma empresa",
      lines: [
        "O dono de uma loja de que ninguém cuida diz que empresa o deve fazer.",
        "Licença terminada em {last4}.",
        "Loja: {store}",
        "A página da licença mostra o que escreveu, ao lado dos revendedores que a pediram.",
      ],
      button: "Abrir a licença",
    },
    "adoption-done": {
      subject: "Licença …{last4} é agora sua",
      lines: ["Agora é você quem cuida desta licença.", "Licença terminada em {last4}.", "Loja: {store}"],
      button: "Ver a licença",
    },
    "client-filed": {
      subject: "{ticket}: um cliente enviou um pedido: “{subject}”",
      lines: ["Um cliente seu enviou o pedido {ticket}, “{subject}”.", "Loja: {store}"],
      button: "Abrir o pedido",
    },
    "relay-answered": {
      subject: "{ticket}: o que encaminhou foi respondido: “{subject}”",
      lines: ["Há uma resposta ao pedido {ticket}, “{subject}”. O seu cliente vê-a quando a encaminhar."],
      button: "Ler a resposta",
    },
  },
};
